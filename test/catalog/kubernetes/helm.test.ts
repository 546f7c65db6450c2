import { describe, expect, it } from 'vitest';
import { inferredGraph } from '../../infer/kubernetes/cluster-of.js';
import { scanText } from '../../systems/scan-system.js';

const role = `resource "aws_iam_role" "mail" {
  name = "mail"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
`;
const release = (body: string): string =>
  `resource "helm_release" "mail" {\n  name = "mail"\n  chart = "./charts/mail"\n${body}\n}\n`;
const key = 'serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn';

describe('helm_release', () => {
  it.each([
    [
      'encoded values',
      'values = [yamlencode({ serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.mail.arn } } })]',
      true,
    ],
    [
      'a text with a hole',
      'values = [<<-EOT\n    serviceAccount:\n      annotations:\n        eks.amazonaws.com/role-arn: ${aws_iam_role.mail.arn}\n  EOT\n  ]',
      true,
    ],
    ['a set block', `set {\n    name = "${key}"\n    value = aws_iam_role.mail.arn\n  }`, true],
    ['a list of sets', `set = [{ name = "${key}", value = aws_iam_role.mail.arn }]`, true],
    ['other values', 'values = ["replicas: 2"]', false],
    ['another set block', 'set {\n    name = "role"\n    value = aws_iam_role.mail.arn\n  }', false],
    ['values that are not known', 'values = [var.values]', false],
    ['nothing', '', false],
  ] as const)('%s', async (_name, body, linked) => {
    const graph = await inferredGraph({ 'main.tf': `variable "values" {}\n${role}${release(body)}` });
    expect(graph.resource('|helm_release.mail')?.kind).toBe('process/platform');
    const roles = graph.outgoing('|helm_release.mail', 'runs-as').map(({ to }) => to);
    expect(roles).toEqual(linked ? ['|aws_iam_role.mail'] : []);
  });

  it('is opaque: no threat, and one diagnostic for a chart that was not rendered', async () => {
    const model = await scanText({
      'main.tf': release('values = ["replicas: 2"]'),
      'charts/mail/Chart.yaml': 'apiVersion: v2\nname: mail\nversion: 1.0.0\n',
      'charts/mail/templates/api.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }} }\n',
    });
    expect(model.threats).toEqual([]);
    expect(model.diagnostics.map(({ code }) => code)).toEqual(['helm-chart']);
  });
});
