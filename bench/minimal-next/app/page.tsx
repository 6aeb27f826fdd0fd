export default function Page() {
  return <p>The smallest page of this version of Next.</p>;
}
