/** A priority queue: `take` gives back the entry with the least `due`; entries with the same `due` in order of arrival. */
export class Heap<Value> {
  readonly #entries: { due: number; order: number; value: Value }[] = [];
  #order = 0;

  get size(): number {
    return this.#entries.length;
  }

  add(due: number, value: Value): void {
    this.#order += 1;
    const entries = this.#entries;
    entries.push({ due, order: this.#order, value });
    let at = entries.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  peek(): { readonly due: number; readonly value: Value } | undefined {
    return this.#entries[0];
  }

  take(): { readonly due: number; readonly value: Value } | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (!first || !last || entries.length === 0) return first;
    entries[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [at * 2 + 1, at * 2 + 2]) {
        if (child < entries.length && this.#before(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #before(a: number, b: number): boolean {
    const left = this.#entries[a];
    const right = this.#entries[b];
    if (!left || !right) return false;
    return left.due === right.due ? left.order < right.order : left.due < right.due;
  }

  #swap(a: number, b: number): void {
    const left = this.#entries[a];
    const right = this.#entries[b];
    if (!left || !right) return;
    this.#entries[a] = right;
    this.#entries[b] = left;
  }
}
