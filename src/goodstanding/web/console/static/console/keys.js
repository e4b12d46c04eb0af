// Single keys press what carries data-key, inside the topmost open dialog, and never while somebody types.

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

function keyOf(event) {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `ctrl+${name.toLowerCase()}` : name;
}

function scope() {
  const open = document.querySelectorAll("dialog[open]");
  return open.length ? open[open.length - 1] : document;
}

function usable(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.getClientRects().length > 0;
}

function use(element) {
  if (element.matches("fieldset")) return (element.querySelector("input:checked") ?? element.querySelector("input"))?.focus();
  if (element.matches("a, button, summary")) element.click();
  if (element.matches("input[type=radio], input[type=checkbox]") && !element.checked) element.click();
  if (!element.matches("a, button")) element.focus();
}

function press(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = keyOf(event);
  const typing = event.target.matches?.(TYPING);
  if (key === "Escape" && typing && !event.target.closest("dialog")) return event.target.blur();
  if (typing && key !== "ctrl+enter") return;
  if (key === "?" && scope() === document) return document.getElementById("keys")?.showModal();
  const found = [...scope().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(usable);
  if (!found || (key === "Escape" && scope() === document)) return;
  event.preventDefault();
  use(found);
}

document.addEventListener("keydown", press);

// Buttons that open a dialog name it: data-opens="id". Without this script their form works on its own page.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("textarea, select, input:not([type=hidden])")?.focus();
});
