import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ContentTexts } from '../content-texts.js';
import { FormMakers } from '../form-makers.js';
import { coverMaker } from './cover.maker.js';
import { pageImagesMaker } from './page-images.maker.js';
import { soundMaker } from './sound.maker.js';

/** Tells the forms of the makers of pictures and sound. */
@Injectable()
export class PictureMakers implements OnModuleInit {
  constructor(
    private readonly makers: FormMakers,
    private readonly texts: ContentTexts,
  ) {}

  onModuleInit(): void {
    for (const maker of [pageImagesMaker, coverMaker, soundMaker(this.texts)]) this.makers.add(maker);
  }
}
