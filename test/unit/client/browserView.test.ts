import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isForBrowser } from '../../../client/src/browserView.ts';

describe('what the browser can show', () => {
  const page = { scheme: 'file', path: '/notes/contract.html', remoteName: undefined, isWeb: false };

  it('is a web page on this machine', () => {
    assert.equal(isForBrowser(page), true);
    assert.equal(isForBrowser({ ...page, path: '/notes/contract.csv' }), false);
  });

  it('is nothing that lies on another machine, or that a page can not reach', () => {
    assert.equal(isForBrowser({ ...page, remoteName: 'ssh-remote' }), false);
    assert.equal(isForBrowser({ ...page, scheme: 'vscode-vfs' }), false);
    assert.equal(isForBrowser({ ...page, isWeb: true }), false);
  });
});
