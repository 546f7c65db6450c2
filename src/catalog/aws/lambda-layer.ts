import type { ResourceGrant } from '../../model/identity.js';
import { stringValue } from '../../model/values.js';
import { defined } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** Who else may use a layer. */
export const layerPermission = defineKind({
  type: 'aws.lambda.layer-version-permission',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_lambda_layer_version_permission', cloudformation: 'AWS::Lambda::LayerVersionPermission' },
  attributes: {
    layer: { terraform: 'layer_name', cloudformation: 'LayerVersionArn' },
    action: { terraform: 'action', cloudformation: 'Action' },
    principal: { terraform: 'principal', cloudformation: 'Principal' },
    organization: { terraform: 'organization_id', cloudformation: 'OrganizationId' },
  },
  satelliteOf: { owner: 'layer', types: ['aws.lambda.layer-version'] },
});

/** Code that functions share. */
export const lambdaLayer = defineKind({
  type: 'aws.lambda.layer-version',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_lambda_layer_version', cloudformation: 'AWS::Lambda::LayerVersion' },
  attributes: {
    name: { terraform: 'layer_name', cloudformation: 'LayerName' },
    codeBucket: { terraform: 's3_bucket', cloudformation: 'Content.S3Bucket' },
  },
  names: ['name'],
  build(r, satellites) {
    const grants = satellites.of(layerPermission).map((s) =>
      defined<ResourceGrant>({
        principal: s.value('principal') ?? stringValue('*', s.location),
        action: s.value('action') ?? stringValue('lambda:GetLayerVersion', s.location),
        organization: s.value('organization'),
        at: s.location,
      }),
    );
    return {
      identity: { permissions: [], attachments: [], grants },
      links: r.link('deploys-from', 'codeBucket', { expects: ['aws.s3.'] }),
    };
  },
});

export const kinds = [lambdaLayer, layerPermission];
