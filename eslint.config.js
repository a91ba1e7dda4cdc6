import tseslint from 'typescript-eslint';

/** Imports run one way: main -> features -> entities -> document, model; formats and document are pure. */
const room = (files, forbidden, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: forbidden, message }] }],
  },
});
const impure = String.raw`^vscode|^node:|^node-llama-cpp`;

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', 'test/e2e/artefacts/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['client/**/*.ts', 'server/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['scripts/**', 'test/bench/**', 'test/e2e/**', 'esbuild.mjs'], rules: { 'no-console': 'off' } },
  room(['server/src/document/**'], `${impure}|^\\.\\./`, 'document/ is pure and knows no other room.'),
  room(
    ['server/src/formats/**'],
    `${impure}|^\\.\\./(?!document/)`,
    'formats/ is pure: it knows document/ and nothing else.',
  ),
  room(
    ['server/src/model/**'],
    String.raw`^vscode|^(\.\./)+(document|entities|features|formats|main|cli)`,
    'model/ knows queries and answers, no documents.',
  ),
  room(
    ['server/src/entities/**'],
    String.raw`^vscode|^node-llama-cpp|^\.\./(features|formats|main|cli)|^\.\./model/(local|remote)/`,
    'entities/ stands on document/ and the engine interface.',
  ),
  room(
    ['server/src/features/**'],
    String.raw`^node-llama-cpp|^\.\./(main|cli)|^\.\./model/(local|remote)/`,
    'features/ answer from the store.',
  ),
  room(
    ['client/**'],
    String.raw`^node-llama-cpp|server/src/(?!protocol)`,
    'The client imports from the server only protocol.ts.',
  ),
);
