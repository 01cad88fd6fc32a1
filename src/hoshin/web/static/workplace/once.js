// A form that is sent once: at a double click the answer to the first sending would be lost.
(() => {
  "use strict";
  const forms = document.querySelectorAll("form[data-once]");
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.once === "sent") event.preventDefault();
      form.dataset.once = "sent";
    });
  }
  // Somebody who comes back by the browser's own button may send again.
  addEventListener("pageshow", () => {
    for (const form of forms) form.dataset.once = "";
  });
})();
