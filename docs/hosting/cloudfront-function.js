// A bucket has objects and no folders. This function of CloudFront (runtime 2.0, event type viewer request) asks for
// the page of a folder, and leads from `/briefs` to `/briefs/`.

function handler(event) {
  const { request } = event;
  const { uri, querystring } = request;
  if (uri.endsWith('/')) {
    request.uri = `${uri}index.html`;
    return request;
  }
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  if (name.includes('.') || name.startsWith('_')) return request;
  const parameters = Object.entries(querystring).flatMap(([key, { value, multiValue }]) =>
    (multiValue || [{ value }]).map((one) => `${key}=${one.value}`),
  );
  const query = parameters.length ? `?${parameters.join('&')}` : '';
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: `${uri}/${query}` } } };
}
