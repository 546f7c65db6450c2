import type { SourceFile } from '../../../model/source.js';

/** What a JSON file written by Terraform holds. `state` is `terraform show -json` of a state, `raw-state` is `terraform.tfstate`. */
export type PlanFormat = 'plan' | 'state' | 'raw-state';

const CANDIDATE = /(\.json|\.tfstate|\.tfstate\.backup|\.tfplan|(^|\/)[^./]+)$/;
const OTHER = /(\.tf\.json|\.tofu\.json|\.tfvars\.json|(^|\/)(package|package-lock|tsconfig)\.json|\.backup)$/;

/** Whether a file holds a plan or a state, by its name (cheap) and then by what stands in it. */
export const isPlanFile = (file: SourceFile): boolean =>
  CANDIDATE.test(file.path) && !OTHER.test(file.path) && planFormat(file.text()) !== undefined;

/** A look at the text, before it is parsed. */
export function planFormat(text: string): PlanFormat | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  if (text.includes('"format_version"')) {
    if (text.includes('"planned_values"') || text.includes('"resource_changes"')) return 'plan';
    return text.includes('"terraform_version"') && text.includes('"values"') ? 'state' : undefined;
  }
  return text.includes('"lineage"') && text.includes('"resources"') && /"version"\s*:\s*4\b/.test(text)
    ? 'raw-state'
    : undefined;
}
