// What the page uses of vis-network, and no more: bundled from its sources, a third smaller than its standalone build.
export { Network } from "vis-network/esnext";
export { DataSet } from "vis-data/esnext";
