const KEPT = 5000;

/**
 * The same reading of texts, each text read once: a dialogue comes whole with every request, and reading is the
 * receptionist's only work.
 */
export function perText<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size >= KEPT) known.clear();
    known.set(text, value);
    return value;
  };
}
