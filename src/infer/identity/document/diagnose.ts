import type { Diagnostic } from '../../../model/diagnostic.js';
import type { Location } from '../../../model/location.js';

/** A policy document, or a part of one, that AWS would refuse. `what` completes "because". */
export const malformed = (location: Location, what: string): Diagnostic => ({
  severity: 'warning',
  code: 'policy-document-malformed',
  summary: `Malformed policy document: ${what}.`,
  detail:
    'AWS refuses a policy document with such an element, so this part is read as granting and denying nothing. ' +
    'See the grammar in the IAM User Guide, "Grammar of the IAM JSON policy language".',
  location,
});
