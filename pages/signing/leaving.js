/** Leave this page for good: a page that is loaded again keeps nothing of the one before. */
export default function ({ data }) {
  if (data.address) location.replace(data.address);
  else location.reload();
}
