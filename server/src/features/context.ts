import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import * as z from 'zod';
import type { AnswerCache } from '../entities/cache.ts';
import type { DiscoveryChoice } from '../discoveryChoice.ts';
import type { EntityStore } from '../entities/store.ts';
import type { ChatModel } from '../model/chatModel.ts';
import { ModelError } from '../model/engine.ts';
import type { Engine, EngineState } from '../model/engine.ts';
import type { UserError } from '../protocol.ts';
import { userError } from '../userError.ts';
import type { ClientInfo } from './clientInfo.ts';
import type { Configuration } from './configuration.ts';
import type { Calibration } from '../model/calibration.ts';
import type { DocumentTypes } from './documentTypes.ts';
import type { Documents } from './documents.ts';
import type { Extractions } from './extractions.ts';

/** The model that the settings choose, and what the catalog knows of it before it is loaded. */
export interface ModelRoom {
  readonly engine: Engine;
  /** Tells one model's answers from another's in the cache. */
  readonly key: string;
  /** ISO 639-1. */
  readonly languages: readonly string[];
  /** In tokens. */
  readonly passageBudget: number;
  /** What `universalNer.minScore` is when it is not set. */
  readonly minScore: number;
  /** What its scores are worth; no points where that is not known. */
  readonly calibration: Calibration;
  readonly state: EngineState;
  onDidChangeState(listener: () => void): void;
  /** Ends the model's process; the next query starts a fresh one. */
  restart(): void;
}

/** Who proposes types, as the settings choose. */
export interface DiscoveryRoom {
  /** @throws {ModelError} when the setting names nothing that can be asked */
  readonly choice: DiscoveryChoice;
  /** A model to ask, which is not disposed by who asks it. */
  open(choice: Exclude<DiscoveryChoice, { kind: 'inventory' }>, apiKey?: string): ChatModel;
}

/** What every feature stands on. */
export interface ServerContext {
  readonly connection: Connection;
  readonly client: ClientInfo;
  readonly documents: Documents;
  readonly configuration: Configuration;
  readonly types: DocumentTypes;
  readonly store: EntityStore;
  readonly model: ModelRoom;
  readonly discovery: DiscoveryRoom;
  readonly cache: AnswerCache;
  readonly extractions: Extractions;
  /** Whether the client has asked the server to shut down. */
  readonly isShutDown: boolean;
}

/**
 * Makes a request handler of a function over checked parameters. What goes wrong is an error of the protocol
 * with one sentence for a person: `InvalidParams` for wrong parameters, `RequestFailed` for a
 * {@link ModelError} (with a {@link UserError} as data), `InvalidRequest` after `shutdown`.
 */
export function answering<Params, Result>(
  context: ServerContext,
  schema: z.ZodType<Params>,
  answer: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: unknown, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    if (context.isShutDown) {
      throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is shutting down.');
    }
    const checked = schema.safeParse(params);
    if (!checked.success) throw invalidParams(sentence(checked.error));
    try {
      return await answer(checked.data, token);
    } catch (error) {
      throw error instanceof ModelError ? requestFailed(error) : error;
    }
  };
}

/** As {@link answering}, for a request without parameters. */
export function answeringAlone<Result>(
  context: ServerContext,
  answer: () => Result | Promise<Result>,
): (token: CancellationToken) => Promise<Result> {
  return (token) => answering(context, z.unknown(), answer)(undefined, token);
}

/** The open document of a custom request. @throws {ResponseError} `InvalidParams` when it is not open. */
export function openDocument(context: ServerContext, uri: string): TextDocument {
  const document = context.documents.get(uri);
  if (!document) throw invalidParams(`The document ${uri} is not open.`);
  return document;
}

export function invalidParams(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

/** An error that a person reads as it stands; custom clients find its parts in `data`. */
export function requestFailed(error: UserError): ResponseError<UserError> {
  const data = userError(error);
  return new ResponseError(LSPErrorCodes.RequestFailed, `${data.message} ${data.remedy}`.trim(), data);
}

function sentence(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return `The parameters are wrong: ${path && `${path}: `}${issue?.message ?? error.message}.`;
}

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
export const rangeParam = z.object({ start: position, end: position });
export const textDocumentParams = z.object({ textDocument: z.object({ uri: z.string() }) });
export const positionParams = textDocumentParams.extend({ position });
export const uriParams = z.object({ uri: z.string() });
