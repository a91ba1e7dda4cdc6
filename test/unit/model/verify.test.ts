import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ModelError } from '../../../server/src/model/engine.ts';
import { verifyModelFile } from '../../../server/src/model/verify.ts';

/** How a GGUF file begins. */
function headerOf(version: number, tensors: number, keys: number): Buffer {
  const header = Buffer.alloc(24);
  header.write('GGUF');
  header.writeUInt32LE(version, 4);
  header.writeBigUInt64LE(BigInt(tensors), 8);
  header.writeBigUInt64LE(BigInt(keys), 16);
  return header;
}

const content = Buffer.concat([headerOf(3, 272, 31), Buffer.alloc(3_000_000, 7)]);
const sha256 = createHash('sha256').update(content).digest('hex');

describe('the check of a model file', () => {
  let folder: string;
  let model: string;
  let verdicts: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'universal-ner verify-'));
    model = join(folder, 'model.gguf');
    verdicts = join(folder, 'not yet', 'verdicts.json');
    await writeFile(model, content);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Asserts that the check fails with a message like this, and says what to do. */
  async function refuses(path: string, message: RegExp, hash: string | undefined = sha256): Promise<void> {
    await assert.rejects(verifyModelFile(path, hash, verdicts), (error) => {
      assert.ok(error instanceof ModelError);
      assert.match(error.message, message);
      assert.ok(error.message.includes(path));
      assert.match(error.remedy, /universalNer\.model/);
      return true;
    });
  }

  it('accepts the file that the catalog knows, and any GGUF file that it does not', async () => {
    await verifyModelFile(model, sha256, verdicts);
    await verifyModelFile(model, sha256);
    await verifyModelFile(model);
  });

  it('names a file that is missing, or is a folder', async () => {
    await refuses(join(folder, 'none.gguf'), /does not exist/);
    await refuses(folder, /is not a file/);
  });

  it('names a file that is no GGUF, be it empty, short, or of another kind', async () => {
    const kinds = [
      ...['', 'GGU', 'PK\u0003\u0004 and so on, for more than a header', 'gguf', 'GGUF'],
      ...[
        'GGUF may be the first word of a text',
        headerOf(4, 0, 0),
        headerOf(3, 100_000, 0),
        headerOf(3, 0, 2 ** 53),
      ],
    ];
    for (const other of kinds) {
      await writeFile(model, other);
      await refuses(model, /is not a GGUF model/);
    }
    await assert.rejects(verifyModelFile(model), /is not a GGUF model/);
  });

  it('finds a truncated and an altered file', async () => {
    const altered = Buffer.from(content);
    altered.writeUInt8(8, 2_000_000);
    await writeFile(model, altered);
    await refuses(model, /is damaged/);
    await writeFile(model, content);
    await truncate(model, content.length - 1);
    await refuses(model, /is damaged/);
  });

  it('hashes a file once, and again when its size or time of change differs', async () => {
    const mtime = new Date(1_700_000_000_000);
    await utimes(model, mtime, mtime);
    await verifyModelFile(model, sha256, verdicts);
    const altered = Buffer.from(content);
    altered.writeUInt8(8, 2_000_000);
    await writeFile(model, altered);
    await utimes(model, mtime, mtime);
    await verifyModelFile(model, sha256, verdicts);
    await utimes(model, mtime, new Date(mtime.getTime() + 1000));
    await refuses(model, /is damaged/);
    await writeFile(model, content);
    await verifyModelFile(model, sha256, verdicts);
    await writeFile(model, Buffer.concat([content, Buffer.alloc(1)]));
    await utimes(model, mtime, mtime);
    await refuses(model, /is damaged/);
  });

  it('does not take a remembered hash for the expected one', async () => {
    await verifyModelFile(model, sha256, verdicts);
    await refuses(model, /is damaged/, '0'.repeat(64));
  });

  it('does without verdicts that it can neither read nor write', async () => {
    for (const broken of ['', '{', 'null', '[]', '"text"', `{${JSON.stringify(model)}: null}`]) {
      await mkdir(join(folder, 'not yet'), { recursive: true });
      await writeFile(verdicts, broken);
      await verifyModelFile(model, sha256, verdicts);
      assert.ok((await readFile(verdicts, 'utf8')).includes(sha256), broken);
    }
    await verifyModelFile(model, sha256, folder);
    await verifyModelFile(model, sha256, join(model, 'below a file.json'));
  });
});
