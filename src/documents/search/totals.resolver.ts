import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DocumentConnection } from '../documents.resolver.js';
import type { FoundDocuments } from './search.service.js';

/** How a long list of documents says that it was not counted to its end. */
@Resolver(() => DocumentConnection)
export class SearchTotals {
  @ResolveField(() => Boolean, { description: 'There are more than totalCount: "hơn 1.000".' })
  totalIsMore(@Parent() list: Partial<FoundDocuments>) {
    return typeof list.totalIsMore === 'function' ? list.totalIsMore() : (list.totalIsMore ?? false);
  }
}
