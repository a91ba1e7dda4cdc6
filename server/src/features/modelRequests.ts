import { modelDetails, modelStatusChanged, restartModel } from '../protocol.ts';
import type { ModelDetails, ModelStatus } from '../protocol.ts';
import { userError } from '../userError.ts';
import { answeringAlone } from './context.ts';
import type { ServerContext } from './context.ts';
import { Throttle } from './throttle.ts';

/** At most this often is a client told how many queries are pending, in milliseconds. */
const statusInterval = 100;

/** The model's state, its details, and a fresh start of its process. */
export function registerModelRequests(context: ServerContext): void {
  const { connection, model } = context;
  const status = new Throttle<'model'>(statusInterval, () => {
    void connection.sendNotification(modelStatusChanged, currentStatus(context));
  });
  model.onDidChangeState(() => {
    status.call('model');
  });
  connection.onRequest(
    restartModel,
    answeringAlone(context, () => {
      model.restart();
      return null;
    }),
  );
  connection.onRequest(
    modelDetails,
    answeringAlone(context, async (): Promise<ModelDetails> => {
      const description = await model.engine.describe();
      return { ...description, languages: model.languages };
    }),
  );
}

function currentStatus({ model: { state } }: ServerContext): ModelStatus {
  if (state.kind !== 'failed') return state;
  return { kind: 'failed', error: userError({ message: state.error, remedy: state.remedy }) };
}
