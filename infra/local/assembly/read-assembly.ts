import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootError } from '../boot-error.ts';
import type { Assembly, Stack, Template } from './template.ts';

type Metadata = { [path: string]: { type: string; data?: unknown }[] };

interface Manifest {
  artifacts?: {
    [id: string]: {
      type: string;
      metadata?: Metadata;
      additionalMetadataFile?: string;
      dependencies?: string[];
      properties?: {
        templateFile?: string;
        stackName?: string;
        file?: string;
        directoryName?: string;
      };
    };
  };
}

interface AssetManifest {
  files?: {
    [hash: string]: {
      source: { path?: string };
      destinations: { [target: string]: { objectKey: string } };
    };
  };
}

/**
 * Reads what `cdk synth` wrote, nested stages included.
 *
 * @param folder the `cdk.out` folder
 * @returns stacks with dependencies first
 * @throws BootError when the folder is not a readable assembly
 */
export function readAssembly(folder: string): Assembly {
  const stacks: Stack[] = [];
  const assets = new Map<string, string>();
  readInto(folder, stacks, assets);
  if (stacks.length === 0) {
    throw new BootError(`The assembly in ${folder} has no stack.`);
  }
  return { stacks, assets };
}

function readInto(folder: string, stacks: Stack[], assets: Map<string, string>): void {
  const manifest = readJson<Manifest>(join(folder, 'manifest.json'));
  const artifacts = manifest.artifacts ?? {};
  const done = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || done.has(id)) return;
    done.add(id);
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    const { templateFile, stackName, file, directoryName } = artifact.properties ?? {};
    if (artifact.type === 'cdk:cloud-assembly' && directoryName) {
      readInto(join(folder, directoryName), stacks, assets);
    } else if (artifact.type === 'cdk:asset-manifest' && file) {
      readAssets(folder, file, assets);
    } else if (artifact.type === 'aws:cloudformation:stack' && templateFile) {
      const template = readJson<Template>(join(folder, templateFile));
      if (typeof template.Resources !== 'object' || template.Resources === null) {
        throw new BootError(`The template ${join(folder, templateFile)} has no Resources.`);
      }
      const metadata = {
        ...artifact.metadata,
        ...(artifact.additionalMetadataFile
          ? readJson<Metadata>(join(folder, artifact.additionalMetadataFile))
          : {}),
      };
      stacks.push({ name: stackName ?? id, template, paths: pathsOf(metadata) });
    }
  };
  for (const id of Object.keys(artifacts)) visit(id);
}

function pathsOf(metadata: Metadata): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId') paths.set(String(data), path.replace(/^\//, ''));
    }
  }
  return paths;
}

function readAssets(folder: string, file: string, assets: Map<string, string>): void {
  const { files = {} } = readJson<AssetManifest>(join(folder, file));
  for (const asset of Object.values(files)) {
    if (!asset.source.path) continue;
    for (const { objectKey } of Object.values(asset.destinations)) {
      assets.set(objectKey, join(folder, asset.source.path));
    }
  }
}

function readJson<Shape>(path: string): Shape {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new BootError(`${path} cannot be read: run \`npm run synth\` and look what it says.`);
  }
  try {
    return JSON.parse(text) as Shape;
  } catch {
    throw new BootError(`${path} is not valid JSON: delete the folder and synthesize again.`);
  }
}
