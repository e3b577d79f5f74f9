import { Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { Api } from '../rooms/api.ts';
import type { AppStack } from './app-stack.ts';
import { FrontDoor, openStage } from './http-api.ts';

/**
 * What people and the panel ask over HTTP, and the stage through which everything is asked. A stack of its own, since
 * one holds 500 resources and a route with its twin is two of them.
 */
export class ApiStack extends Stack {
  constructor(scope: Construct, { house, http, queues }: AppStack) {
    const { stage } = house;
    super(scope, `${stage.prefix}-api`, {
      description: `frontdesk (${stage.name}): what people ask over HTTP`,
    });
    const { httpApiId, apiEndpoint } = http;
    const shared = HttpApi.fromHttpApiAttributes(this, 'http-api', { httpApiId, apiEndpoint });
    const opened = openStage(this, house, shared);
    new Api(this, house, { api: new FrontDoor(this, house, shared, opened), ...queues });
  }
}
