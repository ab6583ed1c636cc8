// Light or dark, before anything is painted: as the reader chose here before, else as the system has it.

{
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("kg-theme");
    } catch {
      return null; // storage is shut off: the system's choice holds
    }
  };
  const apply = () => {
    document.documentElement.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
    dispatchEvent(new Event("kg-theme"));
  };
  apply();
  system.addEventListener("change", apply);
  addEventListener("beforeprint", () => (document.documentElement.dataset.theme = "light"));
  addEventListener("afterprint", apply);
  addEventListener("DOMContentLoaded", () =>
    document.getElementById("theme")?.addEventListener("click", () => {
      const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("kg-theme", other);
        apply();
      } catch {
        document.documentElement.dataset.theme = other;
      }
    }),
  );
}
