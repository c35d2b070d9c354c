// What `node --test` prints: each failure with the problems it lists, and a line at the end.

/** Turns the events of a run into text. */
export default async function* report(events) {
  const counts = { passed: 0, failed: 0 };
  const parents = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') parents[data.nesting] = data.name;
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    const isTest = data?.details?.type !== 'suite' && !data?.file?.endsWith(data?.name);
    if (type === 'test:pass' && isTest) counts.passed += 1;
    if (type === 'test:fail' && isTest) {
      counts.failed += 1;
      const path = [...parents.slice(0, data.nesting), data.name].join(' > ');
      yield `\nFAILED ${path}\n${reason(data.details.error.cause ?? data.details.error)}\n`;
    }
  }
  yield `\n${counts.passed} passed, ${counts.failed} failed\n`;
}

/** The list of problems that a test compared with none, or whatever else went wrong. */
function reason(error) {
  const isList = Array.isArray(error?.actual) && Array.isArray(error?.expected);
  const lines = isList ? error.actual.map(String) : `${error?.stack ?? error}`.split('\n');
  return lines.map((line) => `    ${line}`).join('\n');
}
