// Reads a Fountain file with fountain-js and prints what it saw: [[kind, text, extra]…] as JSON.
// Usage: node fountain_js.cjs NODE_MODULES FILE
const { readFileSync } = require("node:fs");
const { Fountain } = require(`${process.argv[2]}/fountain-js`);

const structure = new Set(["spaces", "dialogue_end", "dual_dialogue_begin", "dual_dialogue_end"]);
const seen = [];
let dual = "";
for (const token of new Fountain().parse(readFileSync(process.argv[3], "utf8"), true).tokens) {
  if (token.is_title || structure.has(token.type)) continue;
  if (token.type === "dialogue_begin") {
    dual = token.dual === "right" ? "dual" : "";
    continue;
  }
  const extra = { scene_heading: token.scene_number ?? "", section: `${token.depth}`, character: dual };
  seen.push([token.type, token.text ?? "", extra[token.type] ?? ""]);
}
console.log(JSON.stringify(seen));
