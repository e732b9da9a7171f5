import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';

/** A command of `npm run sotay -- <name>`: what it does, and how. Each is loaded only when it is called. */
interface Command {
  /** One line of help, Vietnamese. */
  help: string;
  /** Runs with the words after the name; the number is the exit code. */
  run(words: string[]): Promise<number>;
}

/** The rooms over a migrated database, without a server or workers, for commands that act through them. */
async function openRooms(): Promise<INestApplicationContext> {
  const [{ NestFactory }, { AppModule }, { loadConfig }, { prepareDatabase }] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./platform/config/config.js'),
    import('./prepare-database.js'),
  ]);
  const config = loadConfig();
  await prepareDatabase(config);
  return NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error'], abortOnError: false });
}

const COMMANDS: Record<string, Command> = {
  migrate: {
    help: 'nâng cấp cơ sở dữ liệu',
    run: async () => (await import('./platform/cli/migrate.command.js')).run(),
  },
  demo: {
    help: 'nạp dữ liệu mẫu: demo --cells 61 --members 1736 --organisations 3 --seed 1',
    run: async words => {
      const { prepareDatabase } = await import('./prepare-database.js');
      return (await import('./demo/demo.command.js')).run(words, prepareDatabase);
    },
  },
  'admin:create': {
    help: 'tạo quản trị viên: admin:create --name "Nguyễn Văn A" --email quantri@example.vn',
    run: async words => (await import('./access/admin-create.command.js')).run(words, openRooms),
  },
  import: {
    help: 'nhập tổ chức và đảng viên: import danh-sach.xlsx [--convert | --keep]',
    run: async words => (await import('./imports/import.command.js')).run(words, openRooms),
  },
  doctor: {
    help: 'tìm lỗi cài đặt, nguyên nhân và cách chữa (--json)',
    run: async words => (await import('./platform/cli/doctor.command.js')).run(words),
  },
  backup: {
    help: 'sao lưu cơ sở dữ liệu và tệp vào một tệp: backup sao-luu.tar.gz',
    run: async words => (await import('./platform/cli/backup.command.js')).run(words),
  },
  restore: {
    help: 'khôi phục một bản sao lưu vào cơ sở dữ liệu trống: restore sao-luu.tar.gz',
    run: async words => (await import('./platform/cli/restore.command.js')).run(words),
  },
};

const [name = '', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  const lines = Object.entries(COMMANDS).map(([key, { help }]) => `  ${key.padEnd(14)} ${help}`);
  process.stderr.write(`npm run sotay -- <lệnh>\n${lines.join('\n')}\n`);
  process.exit(name === '' || name === 'help' ? 0 : 2);
}
try {
  process.exit(await command.run(words));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
