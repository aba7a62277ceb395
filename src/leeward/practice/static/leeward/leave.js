// SPDX-License-Identifier: Apache-2.0
// "Leave quickly": the page is empty before anything is asked of the network, and stays so. Without this
// file the link still leads to an empty page. Nothing is sent about leaving.
"use strict";

function empty(title) {
  document.head.replaceChildren();
  if (document.body) document.body.remove();
  document.title = title;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("#leave") : null;
  if (!link) return;
  event.preventDefault();
  const elsewhere = link.href;
  empty(link.dataset.empty);
  addEventListener("keydown", (key) => key.preventDefault(), true); // Escape would stop the page on its way
  location.replace(elsewhere);
});

// A page the browser kept and brings back is asked for anew, and is empty until then.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  empty(document.title);
  location.replace("/questions/");
});
