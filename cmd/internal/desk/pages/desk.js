"use strict";
// Copy buttons are hidden where there is no script.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    const text = "value" in from ? from.value : from.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without the permission the text is selected, to be copied by hand.
      if ("select" in from) { from.select(); } else { getSelection().selectAllChildren(from); }
      return;
    }
    button.dataset.copied = "yes";
    const said = button.textContent;
    button.textContent = said + " \u2713";
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}
// The steps of a run as they end. What arrives was escaped by the desk.
const looks = document.querySelector("[data-events]");
if (looks) {
  let skip = Number(looks.dataset.seen);
  const source = new EventSource(looks.dataset.events);
  source.addEventListener("look", (event) => {
    if (skip > 0) { skip--; return; } // on the page already
    looks.insertAdjacentHTML("beforeend", JSON.parse(event.data));
  });
  source.addEventListener("phase", (event) => { document.getElementById("phase").textContent = JSON.parse(event.data); });
  source.addEventListener("end", () => { source.close(); location.reload(); });
}
