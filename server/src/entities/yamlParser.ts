/** What is used of the YAML parser: a module of its own, so that the parser is loaded only where it is needed. */
export {
  Document,
  Pair,
  YAMLMap,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';
