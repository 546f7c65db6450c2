import { describe, expect, it } from 'vitest';
import { lines, scanSystem } from './scan-system.js';

/** The places that the story of a path is told by: each hop's target and the line that makes the hop possible. */
const story = (
  hops: readonly { to: string; because: readonly { file: string; start: { line: number } }[] }[],
): readonly string[] => hops.map((hop) => `${hop.to} ${hop.because[0]?.file}:${hop.because[0]?.start.line}`);

describe('orders: an API with one open method', async () => {
  const { model } = await scanSystem('orders');
  const worst = model.paths.find((path) => path.id === model.summary.worstPath);

  it('is read without a complaint', () => {
    expect(model.diagnostics).toEqual([]);
    expect(model.summary.files).toBe(10);
  });

  it('the worst path runs from the internet through the open method, the function, its role and its secret to the database', () => {
    expect(worst?.from).toBe('internet');
    expect(story(worst?.hops ?? [])).toEqual([
      'aws_api_gateway_method.create_order api.tf:39',
      'module.function["api"].aws_lambda_function.this api.tf:57',
      'module.function["api"].aws_lambda_function.this modules/function/main.tf:33',
      'module.function["api"].aws_iam_role.this modules/function/main.tf:35',
      'aws_secretsmanager_secret.database functions.tf:22',
      'aws_db_instance.orders data.tf:24',
    ]);
  });

  it('names the open method, at the attribute', () => {
    expect(lines(model)).toContainEqual(
      expect.stringMatching(/^(critical|high) \S+ aws_api_gateway_method\.create_order api\.tf:39$/),
    );
  });

  it('the method that asks for a signed-in user is not accused', () => {
    const accused = model.threats.filter((t) => t.address === 'aws_api_gateway_method.list_orders');
    expect(accused.filter((t) => t.severity === 'critical' || t.severity === 'high')).toEqual([]);
  });

  it('tells the two instances of the module apart', () => {
    const roles = model.resources.filter((r) => r.type === 'aws.iam.role').map((r) => r.address);
    expect(roles).toEqual(['module.function["api"].aws_iam_role.this', 'module.function["fulfil"].aws_iam_role.this']);
  });

  it('says where to start', () => {
    expect(model.startHere[0]?.location).toMatchObject({ file: 'api.tf', start: { line: 39 } });
  });
});

describe('shop: machines with SSH open and an administrator role', async () => {
  const { model } = await scanSystem('shop');

  it('the internet becomes administrator through the web servers', () => {
    const path = model.paths.find((p) => p.effect === 'admin');
    expect(path?.hops.map((hop) => hop.to)).toEqual([
      'aws_autoscaling_group.web',
      'aws_autoscaling_group.web',
      'aws_iam_role.web',
    ]);
  });

  it('points at the rule that opens SSH', () => {
    expect(lines(model)).toContainEqual(
      expect.stringMatching(/^critical \S+ aws_autoscaling_group\.web network\.tf:(7[0-9]|8[0-9])$/),
    );
  });
});

describe('site: one bucket is public on purpose, the other by mistake', async () => {
  const { model } = await scanSystem('site');

  it('accuses the bucket of letters', () => {
    expect(lines(model).filter((line) => line.startsWith('critical'))).toContainEqual(
      expect.stringContaining('aws_s3_bucket.referrals'),
    );
  });

  it('does not make an alarm of the website', () => {
    const website = model.threats.filter((t) => t.address === 'aws_s3_bucket.website');
    expect(website.filter((t) => ['critical', 'high', 'medium'].includes(t.severity)).map((t) => t.policy)).toEqual([]);
  });
});

describe.each(['orders-hardened', 'shop-hardened', 'site-hardened'])('%s', async (name) => {
  const { model } = await scanSystem(name);

  it('gives no threat of high or critical severity', () => {
    expect(lines(model).filter((line) => /^(critical|high)/.test(line))).toEqual([]);
  });

  it('gives nothing that rests on what is not known', () => {
    expect(model.threats.filter((t) => t.confidence === 'possible').map((t) => t.title)).toEqual([]);
  });
});

describe('determinism', () => {
  it('two scans give the same bytes', async () => {
    const [first, second] = await Promise.all([scanSystem('orders'), scanSystem('orders')]);
    expect(JSON.stringify(first.model)).toBe(JSON.stringify(second.model));
  });
});
