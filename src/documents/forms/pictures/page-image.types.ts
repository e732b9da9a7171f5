import { Field, Int, ObjectType } from '@nestjs/graphql';

/** A picture of one page (ảnh trang), in one of its widths. */
@ObjectType()
export class PageImage {
  @Field(() => Int, { description: 'From 1.' }) page: number;
  @Field(() => Int, { description: 'In pixels.' }) width: number;
  @Field(() => Int, { description: 'In pixels.' }) height: number;
  @Field(() => Int, { description: 'In bytes.' }) size: number;
  @Field({ description: 'Relative; good for five minutes, for this session.' }) url: string;
}
