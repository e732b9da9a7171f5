import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

/**
 * What an operation asked for under a field, so that a read model leaves out what nobody reads. Fields behind @skip and
 * @include count as asked for: too much is brought then, never too little.
 */
export class Selection {
  private static readonly known = new WeakMap<readonly FieldNode[], Selection>();

  private constructor(private readonly fields: ReadonlyMap<string, Selection>) {}

  /** What stands under the field that is being resolved. Found once for a compiled document, since its nodes stay the same. */
  static of(info: GraphQLResolveInfo): Selection {
    let found = Selection.known.get(info.fieldNodes);
    if (!found) {
      found = Selection.under(
        info.fieldNodes.map(node => node.selectionSet),
        info.fragments,
      );
      Selection.known.set(info.fieldNodes, found);
    }
    return found;
  }

  private static under(sets: readonly (SelectionSetNode | undefined)[], fragments: Fragments): Selection {
    const nodes = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set, fragments, nodes);
    const fields = [...nodes].map(
      ([name, found]) =>
        [
          name,
          Selection.under(
            found.map(node => node.selectionSet),
            fragments,
          ),
        ] as const,
    );
    return new Selection(new Map(fields));
  }

  /** Whether the field was asked for. */
  has(name: string): boolean {
    return this.fields.has(name);
  }

  /** What was asked for under a field; nothing when the field itself was not. */
  at(...path: string[]): Selection {
    return path.reduce<Selection>((above, name) => above.fields.get(name) ?? NOTHING, this);
  }

  /** Whether nothing but these fields was asked for. */
  isWithin(names: readonly string[]): boolean {
    return [...this.fields.keys()].every(name => name === '__typename' || names.includes(name));
  }

  /** Nothing at all. */
  static nothing(): Selection {
    return new Selection(new Map());
  }
}

const NOTHING = Selection.nothing();

/** The fields of a selection by their names in the schema (not their aliases), with fragments unfolded. */
function collect(set: SelectionSetNode | undefined, fragments: Fragments, into: Map<string, FieldNode[]>): void {
  for (const node of set?.selections ?? []) {
    if (node.kind === 'Field') into.set(node.name.value, [...(into.get(node.name.value) ?? []), node]);
    else if (node.kind === 'InlineFragment') collect(node.selectionSet, fragments, into);
    else collect(fragments[node.name.value]?.selectionSet, fragments, into);
  }
}
