// Bundles YASGUI's editor and result views, and gathers the licences of all that goes in.
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

let grips = "";

/** What is changed in the bundled sources: [file, what stands there, what takes its place, why]. */
const CHANGES = [
  // The editor brings the prefixes of the whole world, some of them of doubtful repute; the page has its own.
  ["yasqe.esm.js", /madsrdf = "[^]*?prefixes_default = \{[^}]*\}/, () => "prefixes_default = {}"],
  // Our content-security policy lets no style into the page but those of files: these go into one.
  ["yasqe.esm.js", "<strong style='text-decoration:underline'>", () => "<strong>"],
  ["yasr.esm.js", /r\.createStyle\(a, "([^"]*)"\)/, (_, rules) => ((grips = rules), "(0)")],
];

const changed = {
  name: "changed",
  setup: ({ onLoad }) =>
    onLoad({ filter: /yas(qe|r)\.esm\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [file, there, instead] of CHANGES) {
        if (!path.endsWith(file)) continue;
        if (contents.search(there) < 0) throw new Error(`${path}: ${there} is not where it was`);
        contents = contents.replace(there, instead);
      }
      return { contents };
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
  plugins: [changed],
  outdir: ".",
});
appendFileSync("yasgui.min.css", `${grips.trim()}\n`);

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
