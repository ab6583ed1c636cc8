// YASGUI's editor and its views of results, without its tabs: the page has one query, and its address keeps it.
import "@zazuko/yasqe/build/yasqe.min.css";
import "@zazuko/yasr/build/yasr.min.css";

export { default as Yasqe } from "@zazuko/yasqe";
export { default as Yasr } from "@zazuko/yasr";
