import { BadRequestException, type ValidationError, ValidationPipe } from '@nestjs/common';
import type { FieldProblem } from '../../errors.js';

function fieldsOf(errors: ValidationError[], above: string): FieldProblem[] {
  return errors.flatMap(error => {
    const path = above ? `${above}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {})
      .slice(0, 1)
      .map(reason => ({ path, reason }));
    return [...own, ...fieldsOf(error.children ?? [], path)];
  });
}

/** Tidies and checks every input by its class; a problem names its field. */
export function inputPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: false,
    forbidUnknownValues: false,
    validateCustomDecorators: false,
    exceptionFactory: errors => new BadRequestException({ fields: fieldsOf(errors, 'input').slice(0, 50) }),
  });
}
