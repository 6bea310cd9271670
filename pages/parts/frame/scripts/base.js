/* What the other scripts share: where pages are and how one goes to another. */
(() => {
  const ip = (window.ip = window.ip || {});
  ip.main = () => document.querySelector(".stMain");
})();
