// Has a service of its own export what it sees of itself to a receiver of others, and asks that what came in.
// usage: node check.js FOLDER-OF-THE-SERVICE DATA-FOLDER DASHBOARD
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const [service, data, program] = process.argv.slice(2);
const free = () => new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const [page, otlp] = [await free(), await free()];
const running = [];
function run(command, args, cwd, env) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  child.log = '';
  for (const way of [child.stdout, child.stderr]) way.on('data', some => { child.log += some; });
  running.push(child);
  return child;
}
async function until(what, look, seconds = 240) {
  for (const end = Date.now() + seconds * 1000; ;) {
    const found = await look();
    if (found) return found;
    if (running.some(child => child.exitCode !== null) || Date.now() > end) throw new Error(`${what} did not come. ${running.map(child => child.log.slice(-2000)).join('\n')}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

async function spans() {
  const answer = await fetch(`http://127.0.0.1:${page}/api/telemetry/traces?limit=5000`).catch(() => null);
  if (!answer?.ok) return [];
  const { data } = await answer.json();
  return data.resourceSpans.flatMap(resource => resource.scopeSpans.flatMap(scope => scope.spans.map(span => ({ ...span, source: scope.scope.name }))));
}

try {
  const dashboard = run(program, [], process.cwd(), {
    ASPNETCORE_URLS: `http://127.0.0.1:${page}`, DOTNET_DASHBOARD_OTLP_ENDPOINT_URL: `http://127.0.0.1:${otlp}`, DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS: 'true',
  });
  await until('The dashboard', async () => (await fetch(`http://127.0.0.1:${page}/api/telemetry/traces?limit=1`).catch(() => null))?.ok);
  const node = run('dotnet', ['Assessment.Server.dll'], service, {
    ASPNETCORE_ENVIRONMENT: 'Development', ASPNETCORE_URLS: 'http://127.0.0.1:0', Assessment__DataDirectory: data,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${otlp}`, OTEL_BSP_SCHEDULE_DELAY: '500',
  });
  await until('The reference case', () => node.log.includes('The reference case is loaded'));
  // A first start is quiet: what its log has of warnings or worse asks somebody to do something.
  assert.deepEqual(node.log.split('\n').filter(line => /^(fail|crit|warn): /.test(line)), []);
  assert.equal(dashboard.exitCode, null);

  // The case withdraws a claim that a published judgment rests on: one trace from the request to the read models.
  const name = 'POST /api/v1/claims/{id:guid}/withdrawal';
  const wanted = ['EvidenceMoved', 'FindTouched', 'RecordEvidenceChange', 'EvidenceListing claim-withdrawn', 'Standings evidence-changed'];
  const trace = await until('A trace from the withdrawal to the read models', async () => {
    const all = await spans();
    return all.filter(span => span.name === name).map(request => all.filter(span => span.traceId === request.traceId))
      .find(spans => wanted.every(word => spans.some(span => span.name.endsWith(word))));
  });
  const known = new Set(trace.map(span => span.spanId));
  assert.deepEqual(trace.filter(span => span.parentSpanId && !known.has(span.parentSpanId)).map(span => span.name), [], 'Spans hang in the air.');
  console.log(`A withdrawal is one trace of ${trace.length} spans, down to the read models.`);

  await new Promise(resolve => setTimeout(resolve, 3000));
  const before = new Set((await spans()).map(span => span.spanId));
  await new Promise(resolve => setTimeout(resolve, 4000));
  assert.deepEqual((await spans()).filter(span => !before.has(span.spanId)).map(span => `${span.source} ${span.name}`), [], 'An idle service leaves spans behind.');
  const roots = (await spans()).filter(span => !span.parentSpanId && ['Npgsql'].includes(span.source));
  assert.equal(roots.length, 0, 'Polling leaves traces behind.');
  console.log('An idle service leaves no span behind in four seconds.');
} finally {
  for (const child of running) {
    child.kill();
    if (child.exitCode === null) await new Promise(resolve => child.on('exit', resolve));
  }
}
process.exit();
