/**
 * What Next shows where a page of its own calls notFound(); ours call `missingPage()`. Every page
 * carries it along, so it says no more than the status.
 */
export default function NotFound() {
  return <p>404</p>;
}
