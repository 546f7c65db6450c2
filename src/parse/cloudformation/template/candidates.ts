const candidateName = /\.(ya?ml|json|template|cfn|cform|cloudformation|sam)$/i;
const otherFormats =
  /(\.tf\.json|\.tfvars\.json|(^|\/)(package|package-lock|tsconfig|tree|manifest|cdk)\.json|\.assets\.json)$/;
const resourceType = /["']?Type["']?\s*:\s*["']?(AWS::|Custom::|Alexa::)/;

/** Whether a file may hold a template, by its name alone. */
export const mayBeTemplate = (path: string): boolean => candidateName.test(path) && !otherFormats.test(path);

/** Cheap test on the text, before it is parsed: says it is a template, or declares an AWS resource type. */
export const looksLikeTemplate = (text: string): boolean =>
  text.includes('AWSTemplateFormatVersion') || (text.includes('Resources') && resourceType.test(text));

/** Both tests: may this file hold a CloudFormation template? Reads the text only when the name allows it. */
export const isTemplateFile = (file: { readonly path: string; text(): string }): boolean =>
  mayBeTemplate(file.path) && looksLikeTemplate(file.text());
