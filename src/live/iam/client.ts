import type * as IamSdk from '@aws-sdk/client-iam';
import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import { limiter } from './limit.js';
import { type Failure, failed, failureOf, found, type Outcome } from './outcome.js';

export interface IamSettings {
  /** Region whose partition's IAM is asked; `us-east-1` when neither this nor the environment says. */
  readonly region?: string;
  /** Profile of the shared AWS configuration. */
  readonly profile?: string;
}

type Sdk = typeof IamSdk;

/** The SDK, a client, and how calls are made: few at once, and none any more after IAM could not be reached. */
export interface Iam {
  readonly sdk: Sdk;
  /** Sends what `make` makes, unless IAM was found unavailable before. */
  call<T>(send: (client: IAMClient) => Promise<T>): Promise<Outcome<T>>;
  /** All pages of a list, together; bounded. */
  pages<Page extends { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined }, Item>(
    send: (client: IAMClient, marker: string | undefined) => Promise<Page>,
    items: (page: Page) => readonly Item[] | undefined,
  ): Promise<Outcome<readonly Item[]>>;
}

const atOnce = 4;
/** IAM gives 100 items a page and allows far fewer than this many policies on one thing. */
const maxPages = 50;

/** Loads the SDK and makes a client with the SDK's own credential chain. Nothing is sent yet. */
export async function openIam(settings: IamSettings): Promise<Iam> {
  // The SDK would print to stderr that it wants a newer Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const sdk = await import('@aws-sdk/client-iam');
  return iamOver(sdk, new sdk.IAMClient(configOf(settings)));
}

function configOf({ region, profile }: IamSettings): IAMClientConfig {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return {
    region: region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? 'us-east-1',
    maxAttempts: 5,
    retryMode: 'adaptive',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 },
    ...(profile !== undefined && { profile }),
  };
}

function iamOver(sdk: Sdk, client: IAMClient): Iam {
  const limit = limiter(atOnce);
  let stopped: Failure | undefined;
  const call: Iam['call'] = (send) =>
    limit(async () => {
      if (stopped) return stopped;
      try {
        return found(await send(client));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.why === 'unavailable') stopped = failure;
        return failure;
      }
    });
  const pages: Iam['pages'] = async (send, items) => {
    const all: NonNullable<ReturnType<typeof items>>[number][] = [];
    let marker: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await call((c) => send(c, marker));
      if (!answer.ok) return answer;
      all.push(...(items(answer.value) ?? []));
      const next = answer.value.IsTruncated ? answer.value.Marker : undefined;
      if (next === undefined || next === marker) return found(all);
      marker = next;
    }
    return failed('malformed', `the list has more than ${maxPages} pages`);
  };
  return { sdk, call, pages };
}
