import DataLoader from 'dataloader';

/** One batched query a request: `byId(request).load(id)`. The loader lives as long as the request's context object. */
export function loader<K, V>(batch: (keys: readonly K[]) => Promise<V[]>, keyOf: (value: V) => K) {
  const perRequest = new WeakMap<object, DataLoader<K, V | null>>();
  return (request: object): DataLoader<K, V | null> => {
    let found = perRequest.get(request);
    if (!found) {
      found = new DataLoader(async keys => {
        const values = new Map((await batch(keys)).map(value => [keyOf(value), value]));
        return keys.map(key => values.get(key) ?? null);
      });
      perRequest.set(request, found);
    }
    return found;
  };
}
