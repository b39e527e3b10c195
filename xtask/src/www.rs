//! The debugger page: www/, the package and the one library of the page, as a folder of static files; and its server.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use crate::{npm, workspace::Workspace};

/// What www/ imports beside its own files: folder below www/, where its files come from, which of them the page needs.
const IMPORTS: [(&str, &str, &[&str]); 2] = [
    ("fensign", "pkg", &["index.mjs", "diagnose.mjs", "tables.mjs", "error.mjs", "THIRD-PARTY-NOTICES"]),
    (
        "lit-html",
        "node_modules/lit-html",
        &["lit-html.js", "directive.js", "directive-helpers.js", "directives/live.js", "directives/repeat.js"],
    ),
];

const TYPES: [(&str, &str); 4] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
];

/// A port that is easily remembered, if it is free.
const PORT: u16 = 8090;

const PATIENCE: Duration = Duration::from_secs(60);
const LONGEST_HEAD: u64 = 1 << 16;

/// Lets the page's modules find the package and the library from where they lie, for type checks and tests.
pub fn link_imports(workspace: &Workspace) -> Result<()> {
    for (folder, origin, _) in IMPORTS {
        npm::link(&Path::new("..").join(origin), &workspace.root.join("www").join(folder))?;
    }
    Ok(())
}

/// Copies what belongs on a static host to target/www.
pub fn assemble(workspace: &Workspace) -> Result<PathBuf> {
    let site = workspace.empty_dir("www")?;
    for entry in workspace.sh.read_dir("www")? {
        let name = entry.file_name().context("a directory entry without a name")?.to_owned();
        if !IMPORTS.iter().any(|(folder, ..)| name == *folder) {
            workspace.copy_all(workspace.root.join("www").join(&name), site.join(name))?;
        }
    }
    for (folder, origin, files) in IMPORTS {
        for file in files {
            let to = site.join(folder).join(file);
            workspace.sh.create_dir(to.parent().context("a file has a folder")?)?;
            workspace.sh.copy_file(Path::new(origin).join(file), to)?;
        }
    }
    Ok(site)
}

pub struct Site {
    listener: TcpListener,
    root: PathBuf,
    policy: String,
}

impl Site {
    /// On the usual port, or where that is taken or `any_port` is wanted, on another one.
    pub fn open(root: PathBuf, any_port: bool) -> Result<Self> {
        let on = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = if any_port { on(0) } else { on(PORT).or_else(|_| on(0)) };
        let listener = listener.context("could not listen on 127.0.0.1")?;
        let page = fs::read_to_string(root.join("index.html"))?;
        let (_, rest) = page.split_once("content=\"default-src").context("www/index.html has no policy")?;
        let (policy, _) = rest.split_once('"').context("the policy in www/index.html does not end")?;
        // A page cannot forbid by itself that another one frames it.
        let policy = format!("default-src{policy}; frame-ancestors 'none'");
        Ok(Self { listener, root, policy })
    }

    pub fn address(&self) -> Result<String> {
        Ok(format!("http://{}/", self.listener.local_addr()?))
    }

    /// Answers until the process ends. Browsers open connections that they may never use, so each has its thread.
    pub fn serve(&self) -> Result<()> {
        thread::scope(|scope| {
            for stream in self.listener.incoming() {
                let stream = stream?;
                // A browser that went away is no error of the server.
                scope.spawn(|| self.answer(stream).ok());
            }
            Ok(())
        })
    }

    /// One request, of which nothing counts but the path.
    fn answer(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut head = BufReader::new(&stream).take(LONGEST_HEAD).lines();
        let request = head.next().context("no request")??;
        while head.next().transpose()?.is_some_and(|line| !line.is_empty()) {}

        let file = request.split(' ').nth(1).and_then(|url| self.file(url));
        let (status, content_type, body) = match file {
            Some((file, content_type)) => ("200 OK", content_type, fs::read(file)?),
            None => ("404 Not Found", "text/plain", b"not found\n".to_vec()),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n\
             Connection: close\r\n\r\n",
            body.len(),
            self.policy
        )?;
        Ok(stream.write_all(&body)?)
    }

    /// A file of the site, and no other.
    fn file(&self, url: &str) -> Option<(PathBuf, &'static str)> {
        let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
        let path = Path::new(if path.is_empty() { "index.html" } else { path });
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let (_, content_type) =
            TYPES.iter().find(|(extension, _)| path.extension().is_some_and(|is| is == *extension))?;
        let file = self.root.join(path);
        file.is_file().then_some((file, content_type))
    }
}
