import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { beginStream, ChatServer, json, streamAnswer, streamPart } from '../chatServer.ts';
import { testHost } from './host/inside.ts';
import { startSession } from './host/session.ts';
import type { Session } from './host/session.ts';
import { waitFor } from './host/waitFor.ts';
import type { Workbench } from './host/workbench.ts';

const letters = 'Ada Lovelace wrote to Charles Babbage from London in 1843.\n';
const list = '[("Ada Lovelace", "mathematician"), ("Charles Babbage", "inventor"), ("London", "city")]';
const command = 'Universal NER: Discover Entity Types...';

/** One person's session; each test goes on where the one before ended. */
describe('discovery with a server', function () {
  this.timeout(180_000);
  this.bail(true);
  let server: ChatServer;
  let session: Session;
  let workbench: Workbench;
  /** An address that leads to this machine and is none of its own names, so that it counts as another machine. */
  let host: string;

  before(async function () {
    if (testHost() !== 'code-server') this.skip();
    server = await ChatServer.start((_, response) => streamAnswer(response, list));
    host = server.host.replace('127.0.0.1', '0.0.0.0');
    session = await startSession({
      // What stands in an address as a query is asked with, and never shown.
      machineSettings: { 'universalNer.discoveryModel': `http://${host}/v1?key=opensesame` },
      files: { 'letters.md': letters },
    });
    workbench = session.workbench;
    await workbench.openFile('letters.md');
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`FAILED ${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  after(async () => {
    await session?.stop();
    await server?.stop();
  });

  const dialog = () => workbench.page.locator('.monaco-dialog-box');

  it('asks before passages leave the machine, and sends nothing when that is refused', async () => {
    await workbench.run(command);
    await dialog().getByText(`Send passages of this document to ${host}?`).waitFor();
    await dialog().getByText('The connection is not encrypted').waitFor();
    await dialog().getByText(`are sent to http://${host}/v1, which is not this machine`).waitFor();
    await workbench.screenshot('consent');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    assert.equal(server.requests.length, 0);
  });

  it('says whom it asks, and proposes types while the answer is being written', async () => {
    let finish = (): void => undefined;
    server.answer = (_, response) => {
      beginStream(response);
      streamPart(response, list.slice(0, 60));
      finish = () => {
        streamPart(response, list.slice(60));
        response.end('data: [DONE]\n\n');
      };
    };
    await workbench.run(command);
    await dialog().getByRole('button', { name: 'Send Passages' }).click();
    await workbench.quickTitle(`asking ${host}`).waitFor();
    await workbench.quickRow('mathematician').first().waitFor();
    await workbench.screenshot('asking a server');
    finish();
    await workbench.quickRow('city').first().waitFor();
    await workbench.screenshot('asked a server');
    assert.equal(server.requests[0]?.path, '/v1/chat/completions?key=opensesame');
    await workbench.page.keyboard.press('Escape');
  });

  it('asks once for an address, and leads from what is wrong to what helps', async () => {
    server.answer = (_, response) => json(response, { error: { message: 'No key was given.' } }, 401);
    await workbench.run(command);
    const told = workbench.notification(`${host} asks for an API key`);
    await told.waitFor();
    const button = told.getByRole('button', { name: 'Set API Key...' });
    await button.hover();
    await workbench.screenshot('a server that asks for a key');
    await button.click();
  });

  it('keeps an API key out of sight, and sends it from then on', async () => {
    await workbench.quickTitle(`API Key for ${host}`).waitFor();
    const field = workbench.page.locator('.quick-input-widget:visible input').first();
    assert.equal(await field.getAttribute('type'), 'password');
    await field.fill('sesame');
    await workbench.screenshot('an API key');
    await workbench.page.keyboard.press('Enter');
    await workbench.statusItem(`The API key for ${host} is set.`).waitFor();
    server.requests.length = 0;
    server.answer = (_, response) => streamAnswer(response, list);
    await workbench.run(command);
    await workbench.quickRow('inventor').first().waitFor();
    await waitFor('a question with the key', () =>
      Promise.resolve(server.requests.length > 0 ? server.requests : undefined),
    );
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer sesame');
    await workbench.page.keyboard.press('Escape');
  });

  it('says in the details of the model who proposes types', async () => {
    await workbench.run('Universal NER: Show Model Details');
    const asks = await dialog().getByText('Discovery asks:').textContent();
    assert.ok(asks?.endsWith(`: http://${host}/v1`), asks ?? '');
    await workbench.screenshot('model details');
    await workbench.page.keyboard.press('Escape');
  });

  it('asks again once the agreement is withdrawn', async () => {
    await workbench.run('Universal NER: Withdraw Agreements to Send Passages...');
    await workbench.quickTitle('Withdraw Agreements to Send Passages').waitFor();
    await workbench.screenshot('agreements');
    await workbench.page.keyboard.press('Enter');
    await workbench.notification(`before passages are sent to http://${host}/v1.`).waitFor();
    server.requests.length = 0;
    await workbench.run(command);
    await dialog().getByText(`Send passages of this document to ${host}?`).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    assert.equal(server.requests.length, 0);
  });
});
