/** A value of a template: JSON that may contain intrinsic functions. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | TemplateValue[]
  | { [name: string]: TemplateValue };

/** One resource as it is written in the template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: { [name: string]: TemplateValue };
  readonly Condition?: string;
  readonly Metadata?: { [name: string]: unknown };
}

/** The parts of a CloudFormation template that the local cloud reads. */
export interface Template {
  readonly Resources?: { readonly [logicalId: string]: TemplateResource };
  readonly Parameters?: { readonly [name: string]: { readonly Default?: TemplateValue } };
  readonly Mappings?: TemplateValue;
  readonly Conditions?: { readonly [name: string]: TemplateValue };
  readonly Outputs?: {
    readonly [name: string]: {
      readonly Value: TemplateValue;
      readonly Export?: { readonly Name: TemplateValue };
    };
  };
}

/** A stack of the assembly. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Construct path of each logical id, `frontdesk-dev-app/work-turn/turn/Resource`. */
  readonly paths: ReadonlyMap<string, string>;
}

/** A synthesized CDK app: its stacks, dependencies first, and where each asset lies on disk. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  /** Folder (or file) of the asset that deployment would upload under this S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
}
