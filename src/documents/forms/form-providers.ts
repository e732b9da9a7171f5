import { ContentTexts } from './content-texts.js';
import { FormContents } from './form-contents.js';
import { FormMakers } from './form-makers.js';
import { FormWork } from './form-work.js';
import { FormsJobs } from './forms.jobs.js';
import { DocumentMinutesResolver, FileFormsResolver, ReadingFormsResolver } from './forms.resolver.js';
import { Forms } from './forms.service.js';
import { PictureMakers } from './pictures/picture-makers.js';
import { FileFactsResolver, PicturesResolver } from './pictures/pictures.resolver.js';
import { RecognitionJobs } from './pictures/recognition.jobs.js';
import { HtmlMaker, TextMaker } from './text.makers.js';

/** What makes and hands out forms of reading, for the module of documents. Makers are tried in this order. */
export const FORM_PROVIDERS = [
  FormMakers,
  ContentTexts,
  FormContents,
  FormWork,
  FormsJobs,
  Forms,
  TextMaker,
  HtmlMaker,
  PictureMakers,
  PicturesResolver,
  FileFactsResolver,
  RecognitionJobs,
  FileFormsResolver,
  ReadingFormsResolver,
  DocumentMinutesResolver,
];
