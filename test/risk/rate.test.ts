import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttackPath, Confidence } from '../../src/model/analysis.js';
import { externalIds } from '../../src/model/ids.js';
import { confidences, type Match, severities, type Severity, type Threat } from '../../src/model/threat.js';
import { chokePoints, exceedsGate, matrix, type RatedPolicy, rate } from '../../src/risk/index.js';
import { likelihoodOf, level, scoreOf, severityOf } from '../../src/risk/scale.js';
import { severityWithin } from '../../src/risk/severity.js';
import { fact, graphOf, line, relation, resource } from '../policy/support.js';

describe('the scale of spec/H', () => {
  it.each([
    [0, 5],
    [2, 5],
    [3, 4],
    [4, 4],
    [7, 3],
    [8, 2],
    [10, 2],
    [11, 1],
    [undefined, 1],
  ])('turns effort %s into likelihood %s', (cost, likelihood) => {
    expect(likelihoodOf(cost)).toBe(likelihood);
  });

  // The sanity table of H5.
  it.each([
    [5, 4, 'critical'],
    [4, 5, 'critical'],
    [4, 4, 'high'],
    [3, 5, 'high'],
    [3, 4, 'high'],
    [5, 2, 'medium'],
    [2, 5, 'medium'],
    [1, 5, 'low'],
    [1, 1, 'info'],
  ])('rates likelihood %s and impact %s as %s', (likelihood, impact, severity) => {
    expect(severityOf(scoreOf(level(likelihood), level(impact)))).toBe(severity);
  });

  it('never goes above the ceiling, but for high on an attack path', () => {
    const anyScore = fc.integer({ min: 4, max: 100 });
    fc.assert(
      fc.property(anyScore, fc.constantFrom(...severities), fc.boolean(), (score, ceiling, onPath) => {
        const lift = onPath && ceiling === 'high' ? 1 : 0;
        const index = severities.indexOf(severityWithin(score, ceiling, onPath));
        expect(index).toBeGreaterThanOrEqual(severities.indexOf(ceiling) - lift);
        expect(index).toBeGreaterThanOrEqual(severities.indexOf(severityOf(score)));
      }),
    );
  });
});

const readable: RatedPolicy = {
  id: 'readable',
  title: 'Anyone can read {store}',
  stride: ['information-disclosure'],
  severity: 'critical',
  references: { cwe: [732] },
  risk: { entry: 0 },
  threat: 'Anyone reads {store}.',
  mitigation: 'Close {store}.',
};

const match = (subject: string, more: Partial<Match> = {}): Match => ({
  policy: 'readable',
  subject: `|${subject}`,
  related: [],
  bindings: { store: `|${subject}` },
  certainty: 'yes',
  assumed: false,
  unknowns: [],
  evidence: [{ text: 'it is open', locations: [line(7)] }],
  boundaries: [],
  fix: { attribute: 'acl', location: line(7) },
  ...more,
});

const shop = graphOf(
  [
    resource('aws_s3_bucket.invoices'),
    resource('aws_s3_bucket.site'),
    resource('aws_iam_role.worker', { kind: 'identity/role', element: 'supporting' }),
  ],
  [relation('aws_iam_role.worker', 'can', 'aws_s3_bucket.invoices')],
).extend({
  assets: [
    { store: '|aws_s3_bucket.invoices', sensitivity: 3, origin: 'tag', reason: 'tag', because: [] },
    { store: '|aws_s3_bucket.site', sensitivity: 0, origin: 'name', reason: 'website', because: [] },
  ],
});

describe('rating', () => {
  it('rates by likelihood and by the sensitivity of the data, and words the threat', () => {
    const threats = rate([match('aws_s3_bucket.site'), match('aws_s3_bucket.invoices')], [readable], shop);
    expect(threats.map((t) => [t.title, t.severity, t.score, t.confidence])).toEqual([
      ['Anyone can read invoices', 'critical', 80, 'confirmed'],
      ['Anyone can read site', 'low', 20, 'confirmed'],
    ]);
    expect(threats[0]).toMatchObject({
      address: 'aws_s3_bucket.invoices',
      location: line(7),
      threat: 'Anyone reads aws_s3_bucket.invoices.',
      mitigations: [{ text: 'Close aws_s3_bucket.invoices.', attribute: 'acl', location: line(7) }],
    });
  });

  it.each<[Partial<Match>, Confidence]>([
    [{}, 'confirmed'],
    [{ assumed: true }, 'likely'],
    [{ certainty: 'unknown' }, 'possible'],
    [{ certainty: 'unknown', assumed: true }, 'possible'],
  ])('says how sure it is of %j', (more, confidence) => {
    expect(rate([match('aws_s3_bucket.site', more)], [readable], shop)[0]?.confidence).toBe(confidence);
  });

  it('gives an id that moving the code does not change, and another asset does', () => {
    const id = (found: Match): string | undefined => rate([found], [readable], shop)[0]?.id;
    const moved = match('aws_s3_bucket.site', { evidence: [{ text: 'it is open', locations: [line(99)] }] });
    expect(id(moved)).toBe(id(match('aws_s3_bucket.site')));
    expect(id(match('aws_s3_bucket.invoices'))).not.toBe(id(moved));
    expect(id(match('aws_s3_bucket.site', { detail: 'GET /' }))).not.toBe(id(moved));
    expect(id(moved)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('orders threats the same however the matches come', () => {
    const matches = [match('aws_s3_bucket.site'), match('aws_s3_bucket.invoices'), match('aws_iam_role.worker')];
    const order = rate(matches, [readable], shop).map((threat) => threat.id);
    fc.assert(
      fc.property(fc.shuffledSubarray(matches, { minLength: 3 }), (shuffled) => {
        expect(rate(shuffled, [readable], shop).map((threat) => threat.id)).toEqual(order);
      }),
    );
  });

  it('rates an element by what it costs to reach it', () => {
    const reached = shop.extend({
      facts: [{ resource: '|aws_s3_bucket.invoices', name: 'attack.cost', fact: fact(7) }],
    });
    const policy = { ...readable, risk: { ease: 1 } };
    expect(rate([match('aws_s3_bucket.invoices')], [policy], reached)[0]).toMatchObject({ likelihood: 2, impact: 4 });
    expect(rate([match('aws_s3_bucket.site')], [policy], reached)[0]).toMatchObject({ likelihood: 1, impact: 1 });
  });
});

describe('the gate', () => {
  const threat = (severity: Severity, confidence: Confidence, status: Threat['status'] = 'open'): Threat =>
    ({ severity, confidence, status }) as Threat;

  it.each([
    [threat('high', 'likely'), true],
    [threat('critical', 'confirmed'), true],
    [threat('critical', 'possible'), false],
    [threat('medium', 'confirmed'), false],
    [threat('critical', 'confirmed', 'accepted'), false],
  ])('%#: closes only for what is open, high and at least likely', (found, closed) => {
    expect(exceedsGate([found])).toBe(closed);
  });

  it('is monotonous: what closes a strict gate closes every laxer one', () => {
    const some = fc.record({ s: fc.nat({ max: 4 }), c: fc.nat({ max: 2 }) });
    const closes = (found: Threat, s: number, c: number): boolean =>
      exceedsGate([found], severities[s] as Severity, confidences[c] as Confidence);
    fc.assert(
      fc.property(some, some, some, (of, gate, laxer) => {
        const found = threat(severities[of.s] as Severity, confidences[of.c] as Confidence);
        const [s, c] = [Math.max(gate.s, laxer.s), Math.max(gate.c, laxer.c)];
        if (closes(found, gate.s, gate.c)) expect(closes(found, s, c)).toBe(true);
      }),
    );
  });
});

describe('where to start', () => {
  it('takes the hop that most of the score goes through first', () => {
    const path = (id: string, last: number): AttackPath => ({
      id,
      from: externalIds.internet,
      to: '|aws_s3_bucket.invoices',
      effect: 'read',
      cost: 4,
      confidence: 'confirmed',
      weaknesses: ['the door is open'],
      hops: [3, last].map((number) => ({
        from: externalIds.internet,
        to: '|aws_s3_bucket.invoices',
        action: 'calls',
        text: `step at ${number}`,
        cost: 1,
        certainty: 'certain',
        because: [line(number)],
        unknowns: [],
        crosses: [],
      })),
    });
    const paths = [path('p1', 11), path('p2', 12)];
    const matches = paths.map(({ id }) => match('aws_s3_bucket.invoices', { path: id, detail: id, fix: {} }));
    const graph = shop.extend({ paths });
    const threats = rate(matches, [readable], graph);
    const [first, ...rest] = chokePoints(threats, paths);
    expect(first).toMatchObject({ text: 'Break the step: step at 3', paths: ['p1', 'p2'] });
    expect(first?.threats).toHaveLength(2);
    expect(rest).toEqual([]);
  });
});

describe('the STRIDE matrix', () => {
  it('has every category of every element: threat, control, or a question', () => {
    const graph = shop.extend({
      facts: [{ resource: '|aws_s3_bucket.site', name: 'storage.versioned', fact: fact(true) }],
    });
    const threats = rate([match('aws_s3_bucket.site')], [readable], graph);
    const cells = matrix(graph, threats).filter((cell) => cell.subject === 'aws_s3_bucket.site');
    expect(cells.map((cell) => [cell.category, cell.state, cell.control])).toEqual([
      ['tampering', 'mitigated', 'old versions are kept'],
      ['information-disclosure', 'threat', undefined],
      ['denial-of-service', 'ask', undefined],
    ]);
  });
});
