import type { ResourceGraph } from '../graph/types.js';
import type { FactValue } from '../model/fact.js';
import type { Location } from '../model/location.js';
import type { Resource } from '../model/resource.js';
import type { StrideCategory } from '../model/threat.js';
import { structuralControls } from './structural-controls.js';

/** What answers a STRIDE category of an element, and where that is written. */
export interface Answer {
  readonly text: string;
  readonly because: readonly Location[];
}

/** A fact with a value that answers a category, and how to say so. */
interface Control {
  readonly fact: string;
  readonly values: readonly FactValue[];
  readonly text: string;
}

const on = (fact: string, text: string): Control => ({ fact, values: [true], text });
const off = (fact: string, text: string): Control => ({ fact, values: [false], text });

/** Which stated facts answer which STRIDE category of an element: the "considered, mitigated by" of the matrix. */
const controls: Readonly<Record<StrideCategory, readonly Control[]>> = {
  spoofing: [
    { fact: 'surface.authentication', values: ['user', 'iam', 'mtls'], text: 'callers are authenticated' },
    on('surface.mutualTls', 'callers present a certificate'),
    on('storage.clientAuthentication', 'clients need a credential'),
    off('identity.assumableByAnyone', 'the trust policy names who may assume it'),
    off('network.internetReachable', 'not reachable from the internet'),
  ],
  tampering: [
    on('encryption.inTransit', 'connections are encrypted'),
    off('identity.anonymousWrite', 'nobody writes without credentials'),
    on('storage.objectLocked', 'objects cannot be deleted for a set time'),
    on('storage.versioned', 'old versions are kept'),
    on('storage.immutableTags', 'tags of images cannot be moved'),
    on('audit.logIntegrity', 'the log proves that it was not changed'),
    on('workload.codeSigned', 'only signed code runs'),
    off('surface.cleartext', 'no cleartext listener'),
    off('workload.unverifiedDownload', 'nothing unverified is downloaded at boot'),
  ],
  repudiation: [
    on('audit.accessLogged', 'accesses are logged'),
    on('audit.dataEvents', 'reads and writes are recorded'),
    on('audit.logIntegrity', 'the log proves that it was not changed'),
    on('workload.tracing', 'calls are traced'),
  ],
  'information-disclosure': [
    on('storage.publicAccessBlocked', 'public access is blocked'),
    off('identity.anonymousRead', 'nobody reads without credentials'),
    on('encryption.atRest', 'data are encrypted at rest'),
    off('network.internetReachable', 'not reachable from the internet'),
    off('workload.plaintextSecret', 'no secret in plain text'),
    off('surface.cleartext', 'no cleartext listener'),
  ],
  'denial-of-service': [
    on('surface.throttled', 'requests are limited'),
    on('workload.concurrencyLimited', 'concurrency is limited'),
    on('availability.multiZone', 'it survives the loss of a zone'),
    on('storage.backedUp', 'it is backed up'),
    on('storage.deletionProtected', 'deletion protection is on'),
    on('messaging.deadLetter', 'failed events are kept'),
  ],
  'elevation-of-privilege': [
    { fact: 'identity.privilege', values: ['none', 'read', 'scoped'], text: 'its role is scoped' },
    off('identity.administrator', 'its role is no administrator'),
    off('workload.privileged', 'no container is privileged'),
    off('workload.imdsV1', 'the metadata service needs a session token'),
  ],
};

/** The first control that the code states for a category of an element; undefined when it is a question for a human. */
export function answerFor(resource: Resource, category: StrideCategory, graph: ResourceGraph): Answer | undefined {
  for (const control of controls[category]) {
    const fact = graph.fact(resource.id, control.fact);
    if (fact?.state !== 'known' || !control.values.includes(fact.value)) continue;
    return { text: control.text, because: fact.because.length > 0 ? fact.because : [resource.location] };
  }
  return structuralControls(resource, category, graph);
}
