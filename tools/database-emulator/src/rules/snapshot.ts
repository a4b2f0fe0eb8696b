import { keysOf, type Path } from '../data/path.ts';
import { isEmpty, nodeAt, type TreeNode } from '../data/tree.ts';

/** The values of `root`, `data` and `newData` in rules: a path in one state of the database. */
export class RuleSnapshot {
  readonly root: TreeNode;
  readonly path: Path;

  constructor(root: TreeNode, path: Path) {
    this.root = root;
    this.path = path;
  }

  get node(): TreeNode {
    return nodeAt(this.root, this.path);
  }

  /** A key that the database does not allow, such as an e-mail address, is a child that does not exist. */
  child(relativePath: string): RuleSnapshot {
    return new RuleSnapshot(this.root, [...this.path, ...keysOf(relativePath)]);
  }

  parent(): RuleSnapshot | undefined {
    return this.path.length === 0 ? undefined : new RuleSnapshot(this.root, this.path.slice(0, -1));
  }

  exists(): boolean {
    return !isEmpty(this.node);
  }
}

/** The value of a node with children. Rules can only compare it. */
export class Subtree {
  readonly node: TreeNode;

  constructor(node: TreeNode) {
    this.node = node;
  }
}
