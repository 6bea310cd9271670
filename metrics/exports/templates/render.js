// Pictures are drawn with the Chinese forms of characters. Forms for a locale are off: they are
// glyphs of their own, which a PDF cannot name, so that numbers on axes could not be searched.
"use strict";
{
  const plain = "text { font-feature-settings: 'locl' 0; }";
  // A page of a PDF has no margin: bands of a slide reach its edges.
  document.head.appendChild(document.createElement("style")).textContent = `${plain} @page { margin: 0; } body { margin: 0; }`;
  const serialize = XMLSerializer.prototype.serializeToString;
  XMLSerializer.prototype.serializeToString = function (node) {
    if (node.localName === "svg") {
      node.setAttribute("lang", /\p{Script=Han}/u.test(node.textContent) ? "zh-CN" : "en");
      const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
      style.textContent = plain;
      node.insertBefore(style, node.firstChild);
    }
    return serialize.call(this, node);
  };
}
