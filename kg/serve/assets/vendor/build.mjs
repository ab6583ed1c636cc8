// Bundles YASGUI's editor and result views, and gathers the licences of all that goes in.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

// The editor brings the prefixes of the whole world, some of them of doubtful repute; the page has its own.
const PREFIXES = /madsrdf = "[^]*?prefixes_default = \{[^}]*\}/;
const withoutPrefixes = {
  name: "without-prefixes",
  setup: ({ onLoad }) =>
    onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!PREFIXES.test(source)) throw new Error(`${path}: the table of prefixes is not where it was`);
      return { contents: source.replace(PREFIXES, "prefixes_default = {}") };
    }),
};

await build({
  entryPoints: { "yasgui.min": "entry.js" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  plugins: [withoutPrefixes],
  outdir: ".",
});

const MIT = readFileSync("node_modules/codemirror/LICENSE", "utf8").replace(/^[^]*?(?=Permission is)/, "");
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const parts = Object.entries(lock.packages)
  .filter(([path, { dev, license }]) => path && !dev && license)
  .map(([path, { version, license }]) => {
    const file = readdirSync(path).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
    const { author } = JSON.parse(readFileSync(`${path}/package.json`, "utf8"));
    const text = file
      ? readFileSync(`${path}/${file}`, "utf8")
      : `${license}, ${author?.name ?? author ?? "its authors"}\n\n${license === "MIT" ? MIT : ""}`;
    return `== ${path.replace(/^.*node_modules\//, "")} ${version} (${license}) ==\n\n${text.trim()}\n`;
  });
writeFileSync("LICENSES.txt", parts.join("\n"));
