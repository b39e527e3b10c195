//! The debugger page as a folder of static files, and its server.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{
    notices,
    page::{self, Page},
    workspace::Workspace,
};

/// The page as one file, beside the one of several files.
const ONE_FILE: &str = "fensign.html";

/// By the end of a file's name; what has none is text.
const TYPES: [(&str, &str); 3] = [
    ("html", "text/html; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("", "text/plain; charset=utf-8"),
];

/// A port that is easily remembered, if it is free.
const PORT: u16 = 8090;

const PATIENCE: Duration = Duration::from_secs(60);
const LONGEST_HEAD: u64 = 1 << 16;

/// Writes what belongs on a static host to target/www.
pub fn assemble(workspace: &Workspace) -> Result<PathBuf> {
    let page = Page::bundle(workspace)?;
    let site = workspace.empty_dir("www")?;
    let files = [
        ("index.html", &page.html),
        (page::SCRIPT, &page.script),
        (page::WORKER, &page.worker),
        (ONE_FILE, &page.one_file(workspace)?),
        (notices::FILE, &notices::text(workspace)?),
    ];
    for (name, text) in files {
        workspace.sh.write_file(site.join(name), text)?;
    }
    Ok(site)
}

/// A file of the site, in both forms that it is sent in.
struct File {
    content_type: &'static str,
    plain: Vec<u8>,
    gzip: Vec<u8>,
    /// Weak, since the two forms share it.
    tag: String,
}

impl File {
    fn read(path: &Path) -> Result<Self> {
        let extension = path.extension().unwrap_or_default();
        let known = TYPES.iter().find(|(end, _)| extension == *end);
        let (_, content_type) = known.with_context(|| format!("no type is known of {}", path.display()))?;
        let plain = fs::read(path)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&plain)?;
        let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(&plain)));
        Ok(Self { content_type, gzip: encoder.finish()?, plain, tag })
    }
}

/// What counts of a request.
#[derive(Default)]
struct Request {
    path: String,
    takes_gzip: bool,
    /// The tags of what the browser has.
    has: String,
}

impl Request {
    fn read(stream: &TcpStream) -> Result<Self> {
        let mut head = BufReader::new(stream).take(LONGEST_HEAD).lines();
        let first = head.next().context("no request")??;
        let url = first.split(' ').nth(1).unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or_default().to_owned();
        let mut request = Self { path, ..Self::default() };
        for line in head {
            let line = line?;
            let Some((name, value)) = line.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "accept-encoding" => request.takes_gzip = value.split(',').any(|coding| coding.trim() == "gzip"),
                "if-none-match" => request.has = value.to_owned(),
                _ => {}
            }
        }
        Ok(request)
    }
}

pub struct Site {
    listener: TcpListener,
    /// As they were when it was opened.
    files: BTreeMap<String, File>,
    policy: String,
}

impl Site {
    /// On the usual port, or where that is taken or `any_port` is wanted, on another one.
    pub fn open(root: &Path, any_port: bool) -> Result<Self> {
        let on = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = if any_port { on(0) } else { on(PORT).or_else(|_| on(0)) };
        let listener = listener.context("could not listen on 127.0.0.1")?;
        let page = fs::read_to_string(root.join("index.html"))?;
        let (_, rest) = page.split_once("content=\"default-src").context("www/index.html has no policy")?;
        let (policy, _) = rest.split_once('"').context("the policy in www/index.html does not end")?;
        // A page cannot forbid by itself that another one frames it.
        let policy = format!("default-src{policy}; frame-ancestors 'none'");
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(root)? {
            let entry = entry?;
            files.insert(entry.file_name().to_string_lossy().into_owned(), File::read(&entry.path())?);
        }
        Ok(Self { listener, files, policy })
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

    fn answer(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let request = Request::read(&stream)?;
        let file = match request.path.strip_prefix('/') {
            Some("") => self.files.get("index.html"),
            Some(name) => self.files.get(name),
            None => None,
        };
        let Some(File { content_type, plain, gzip, tag }) = file else {
            return self.send(&mut stream, "404 Not Found", "Content-Type: text/plain\r\n", Some(b"not found\n"));
        };
        let cached = format!("ETag: {tag}\r\nVary: Accept-Encoding\r\n");
        if request.has.split(',').any(|has| has.trim() == tag) {
            return self.send(&mut stream, "304 Not Modified", &cached, None);
        }
        let head = format!("{cached}Content-Type: {content_type}\r\n");
        if request.takes_gzip {
            return self.send(&mut stream, "200 OK", &format!("{head}Content-Encoding: gzip\r\n"), Some(gzip));
        }
        self.send(&mut stream, "200 OK", &head, Some(plain))
    }

    /// Without a body, nothing is said of its length: that of what the browser has may be another.
    fn send(&self, stream: &mut TcpStream, status: &str, headers: &str, body: Option<&[u8]>) -> Result<()> {
        let length = body.map(|body| format!("Content-Length: {}\r\n", body.len())).unwrap_or_default();
        write!(
            stream,
            "HTTP/1.1 {status}\r\n{headers}{length}\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n\
             Connection: close\r\n\r\n",
            self.policy
        )?;
        Ok(stream.write_all(body.unwrap_or_default())?)
    }
}
