// Counts down the lease that is printed on the page; renewing it is htmx's work.

function tick() {
  for (const lease of document.querySelectorAll("[data-expires]")) {
    const left = Math.max(0, (new Date(lease.dataset.expires) - Date.now()) / 1000);
    const text = lease.querySelector("[data-left]");
    const meter = lease.querySelector("progress");
    if (text) text.textContent = `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
    if (meter) meter.value = left;
    lease.classList.toggle("tone-warn", left < 180);
  }
}

setInterval(tick, 1000);
tick();
