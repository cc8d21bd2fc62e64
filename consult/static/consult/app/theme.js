// Before anything is drawn: the theme chosen on the other pages, so that nothing flashes.
{
  const chosen = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  if (chosen) document.documentElement.dataset.theme = chosen;
}
