import { defineKind } from '../kind.js';
import type { Fact } from '../../model/fact.js';
import type { Reader } from '../reader.js';

/** A snapshot taken by hand. CloudFormation restores from snapshots but cannot take or share them. */
export const snapshot = defineKind({
  type: 'aws.rds.snapshot',
  element: 'data-store',
  kind: 'data-store/backup',
  dialects: { terraform: ['aws_db_snapshot', 'aws_db_cluster_snapshot'] },
  absent: { cloudformation: 'CloudFormation cannot create database snapshots' },
  attributes: {
    name: { terraform: 'db_snapshot_identifier' },
    clusterName: { terraform: 'db_cluster_snapshot_identifier' },
    instance: { terraform: 'db_instance_identifier' },
    cluster: { terraform: 'db_cluster_identifier' },
    shared: { terraform: 'shared_accounts' },
  },
  names: ['name', 'clusterName'],
  build: (r) => ({
    store: { store: 'backup', hints: [], access: 'iam', credentials: [], needsNetwork: false },
    facts: { 'storage.sharedAccounts': sharedAccounts(r) },
    links: (['instance', 'cluster'] as const).flatMap((key) =>
      r.link('copies-to', key, { reverse: true, grade: 'declared', expects: ['aws.rds.'] }),
    ),
  }),
});

/** Stated only when somebody shares it. */
const sharedAccounts = (r: Reader<{ readonly shared: object }>): Fact | undefined =>
  r.list('shared').length > 0 ? r.fact('shared') : undefined;

export const kinds = [snapshot];
