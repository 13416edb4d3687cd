// The first import of every script: stops an older Node, which could not run the rest, and says what to do.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `Muxgate needs Node 22.19 or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'The npm package "node" brings Node 24: run `npm ci` (without --omit=optional or --ignore-scripts), and start\n' +
      'scripts through npm (`npm start`, `npm test`), which finds that Node first. Or install Node 24 yourself.',
  );
  process.exit(1);
}
