#!/usr/bin/env node
// Installed, the command is a few files made for a quick start. A checkout runs what `tsc` wrote, which is never behind the sources.
await import(import.meta.url.includes("/node_modules/") ? "../dist/bundle/main.mjs" : "../dist/main.js");
